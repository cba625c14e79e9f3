// The countries of the world, out of TopoJSON, on the member's own map.
import { Canvas, GeoJSON } from './leaflet.js';
import { colour } from './theme.js';

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
  const polygon = (rings) => rings.map(ring);
  return topology.objects.countries.geometries
    .filter(({ type }) => type === 'Polygon' || type === 'MultiPolygon')
    .map(({ type, arcs: parts, properties }) => ({
      type: 'Feature',
      properties,
      geometry: { type, coordinates: type === 'Polygon' ? polygon(parts) : parts.map(polygon) },
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
