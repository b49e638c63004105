// Reads {schema, documents: [any]} as JSON from stdin, prints one line per document: "valid" or the first error.
const Ajv2020 = require('ajv/dist/2020');
const { schema, documents } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const validate = new Ajv2020({ strict: true, strictRequired: false, allErrors: false }).compile(schema);
for (const document of documents) {
  console.log(validate(document) ? 'valid' : `${validate.errors[0].instancePath} ${validate.errors[0].message}`);
}
