/** What one check found. `says` tells what to do where it is not `fine`. */
export interface Finding {
  readonly check:
    | 'runtime'
    | 'zones'
    | 'configuration'
    | 'disk'
    | 'key'
    | 'database'
    | 'wall'
    | 'discord'
    | 'slack'
    | 'channels';
  readonly state: 'fine' | 'attention' | 'wrong';
  readonly says: string;
}

/** What to do where a platform did not answer. */
export const tryLater = 'try again in a minute, then look whether this machine gets out to it';
