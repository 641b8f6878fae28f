/** A setting is wrong; the message says which and how, in one sentence. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting';
}
