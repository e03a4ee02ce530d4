import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { SimpleShardingStrategy, type WebSocketShard } from 'discord.js';

const inflateBytes = promisify(inflate);

type Manager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/** What of a shard's inner reading has to be stood in for. The package keeps both to itself. */
interface Reading {
  unpackMessage(data: ArrayBuffer | string, isBinary: boolean): Promise<unknown>;
  onMessage(data: ArrayBuffer | string, isBinary: boolean): Promise<void>;
}

/**
 * Shards that survive a frame they cannot read. As they come, one that is no JSON is dropped without a word, and one that does
 * not decompress or lacks a part rejects a promise that nobody holds, which ends the process.
 * @param onBadFrame told of each such frame: what was wrong, never what stood in it.
 */
export function tolerantSharding(manager: Manager, onBadFrame: (shardId: number, why: string) => void) {
  return new (class extends SimpleShardingStrategy {
    override async spawn(shardIds: number[]): Promise<void> {
      await super.spawn(shardIds);
      const { shards } = this as unknown as { shards: ReadonlyMap<number, WebSocketShard> };
      for (const id of shardIds) {
        const shard = shards.get(id);
        if (shard) makeTolerant(shard as unknown as Reading, (why) => onBadFrame(id, why));
      }
    }
  })(manager);
}

function makeTolerant(shard: Reading, onBadFrame: (why: string) => void): void {
  const handle = shard.onMessage.bind(shard);
  shard.unpackMessage = async (data) => {
    const frame = await unpack(data);
    if (typeof frame !== 'object' || frame === null || !('op' in frame)) throw new TypeError('no frame');
    return frame;
  };
  shard.onMessage = async (data, isBinary) => {
    try {
      await handle(data, isBinary);
    } catch (error) {
      onBadFrame(error instanceof Error ? error.name : typeof error);
    }
  };
}

async function unpack(data: ArrayBuffer | string): Promise<unknown> {
  const text = typeof data === 'string' ? data : (await inflateBytes(new Uint8Array(data))).toString('utf8');
  return JSON.parse(text);
}
