// aimock with the fixtures of the files that the command line names: on a free port, with a chunk for every few letters.
import { LLMock } from "@copilotkit/aimock";
import { serve } from "./serve.mjs";

const mock = new LLMock({ port: 0, chunkSize: 5 });
process.argv.slice(2).forEach((file) => mock.loadFixtureFile(file));
await mock.start();
serve(mock.url);
