import { ask, standing } from './asking.js';

const question = { title: '要删除吗？', about: '', yes: '删除' };

it('waits for an answer, and takes what somebody else asks meanwhile for no', async () => {
  const first = ask(question);
  expect(standing.value?.question).toEqual(question);
  const second = ask({ ...question, title: '要离开吗？' });
  expect(await first).toBe(false);
  expect(standing.value?.question.title).toBe('要离开吗？');
  standing.value!.answer(true);
  expect(await second).toBe(true);
  expect(standing.value).toBeUndefined();
});
