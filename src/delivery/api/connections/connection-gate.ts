/**
 * Bounds open connections, in all and per address. At a limit, the connection that has waited longest without being
 * answered makes room: thousands of sockets that send a byte a second then cannot keep others out.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionLimits {
  readonly total: number;
  readonly perAddress: number;
}

export class ConnectionGate {
  readonly #limits: ConnectionLimits;
  /** In order of arrival. */
  readonly #open = new Set<Socket>();
  readonly #byAddress = new Map<string, Set<Socket>>();
  readonly #answered = new WeakSet<Socket>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  attach(server: Server): void {
    server.on('connection', (socket: Socket) => this.#admit(socket));
  }

  /** A caller who has been answered is not pushed out by newcomers. */
  markAnswered(socket: Socket): void {
    this.#answered.add(socket);
  }

  #admit(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const siblings = this.#byAddress.get(address) ?? new Set();
    const isFull = siblings.size >= this.#limits.perAddress ? !this.#evict(siblings) : false;
    const isOverfull = this.#open.size >= this.#limits.total ? !this.#evict(this.#open) : false;
    if (isFull || isOverfull) {
      socket.destroy();
      return;
    }
    siblings.add(socket);
    this.#byAddress.set(address, siblings);
    this.#open.add(socket);
    socket.once('close', () => this.#forget(socket, address));
  }

  #evict(among: ReadonlySet<Socket>): boolean {
    for (const socket of among) {
      if (this.#answered.has(socket)) continue;
      // Destroyed sockets have no address any more.
      this.#forget(socket, socket.remoteAddress ?? '');
      socket.destroy();
      return true;
    }
    return false;
  }

  #forget(socket: Socket, address: string): void {
    this.#open.delete(socket);
    const siblings = this.#byAddress.get(address);
    siblings?.delete(socket);
    if (siblings?.size === 0) this.#byAddress.delete(address);
  }
}
