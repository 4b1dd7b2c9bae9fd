// Styles have no meaning in a test that renders to HTML.
module.exports = { process: () => ({ code: 'export default ""' }) };
