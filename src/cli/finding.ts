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
