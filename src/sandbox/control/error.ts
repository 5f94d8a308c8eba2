/** A control request that cannot be done; `status` is the HTTP status of the route. */
export class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
