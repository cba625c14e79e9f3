// The countries of the world, out of TopoJSON, on the member's own map.
import { Canvas, GeoJSON } from './leaflet.js';
import { colour } from './theme.js';

/** A ring over the 180th meridian goes on beyond it, and not back around the world; one around a pole goes along it. */
function unrolled(ring) {
  let turn = 0;
  const points = ring.map(([x, y], at) => {
    const step = at === 0 ? 0 : x - ring[at - 1][0];
    turn -= step > 180 ? 360 : step < -180 ? -360 : 0;
    return [x + turn, y];
  });
  return turn === 0 ? points : [...points, [points.at(-1)[0], -90], [points[0][0], -90]];
}

/** A polygon over the 180th meridian is there twice, at both ends of the map. */
function everywhere(polygon) {
  const xs = polygon[0].map(([x]) => x);
  const shift = xs.some((x) => x > 180) ? -360 : xs.some((x) => x < -180) ? 360 : 0;
  return shift === 0 ? [polygon] : [polygon, polygon.map((ring) => ring.map(([x, y]) => [x + shift, y]))];
}

/** TopoJSON's countries as GeoJSON: arcs that neighbours share are put together to rings. */
export function features(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  // An arc that is taken the other way round is given by its complement.
  const ring = (indices) => indices.flatMap((index, part) => {
    const arc = index < 0 ? arcs[~index].toReversed() : arcs[index];
    return part === 0 ? arc : arc.slice(1);
  });
  const polygons = (rings) => everywhere(rings.map((indices) => unrolled(ring(indices))));
  return topology.objects.countries.geometries
    .filter(({ type }) => type === 'Polygon' || type === 'MultiPolygon')
    .map(({ type, arcs: parts, properties }) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'MultiPolygon', coordinates: (type === 'Polygon' ? [parts] : parts).flatMap(polygons) },
    }));
}

const style = () => ({ fillColor: colour('land'), fillOpacity: 1, color: colour('border'), weight: 0.8 });

/** Puts the world on a map; answers what has it take the theme's colours again. */
export async function drawWorld(map) {
  const answer = await fetch(new URL('countries.json', import.meta.url));
  const layer = new GeoJSON(features(await answer.json()), {
    interactive: false, renderer: new Canvas({ padding: 0.3 }), style,
  });
  layer.addTo(map);
  return () => layer.setStyle(style());
}
