import { AwsError } from './aws-error.ts';

/** The body or a parameter could not be read at all: AWS answers 400 SerializationException before any validation. */
export const serializationError = (message: string): AwsError => new AwsError('SerializationException', 400, message);

/** A JSON object from a request body. Throws SerializationException for anything else. */
export const parseJsonObject = (body: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw serializationError('Could not parse the request body as JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw serializationError('Start of structure or map found where not expected.');
  }
  return value as Record<string, unknown>;
};
