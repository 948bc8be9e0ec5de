/** A workspace folder as the server names it: its URI is the session's name on the wire. */
export interface Folder {
  readonly uri: string;
  readonly name: string;
}
