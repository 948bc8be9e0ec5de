// A PNG of 16 by 16 pixels, half red and half blue.

/** The file in base64, as requests carry it. */
export const encoded =
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAGUlEQVR4nGM4ISeHFeEQPsEwqmFUw/DVAAA6YgQQ7X7JXQAAAABJRU5ErkJggg==";

/** The file. */
export const picture = Buffer.from(encoded, "base64");
