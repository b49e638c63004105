// Reads {model: document} pairs as JSON from stdin, prints "valid" or what is wrong for each. Runs beside node_modules: an ES module
// is looked for from the file that imports it.
import { readFileSync } from 'node:fs';

for (const [model, document] of JSON.parse(readFileSync(0, 'utf8'))) {
  const { [model.split('/').pop()]: Model } = await import(`kubernetes-models/${model}`);
  try {
    new Model(document).validate();
    console.log('valid');
  } catch (error) {
    console.log(error.message.replaceAll('\n', ' '));
  }
}
