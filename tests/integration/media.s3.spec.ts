import { describeOnS3, s3Address } from '../support/s3.js';
import { mediaSuite } from './media.suite.js';

describeOnS3('media in a bucket', () => mediaSuite(() => s3Address().env));
