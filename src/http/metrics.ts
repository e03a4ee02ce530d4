import { Hono } from 'hono';

/** `/metrics`, for Prometheus. */
export function metricsRoutes(metrics: { readonly contentType: string; text(): Promise<string> }): Hono {
  const routes = new Hono();
  routes.get('/metrics', async (c) => c.body(await metrics.text(), 200, { 'content-type': metrics.contentType }));
  return routes;
}
