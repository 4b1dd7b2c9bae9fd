import { Problem } from '../../server/contract/problems.js';
import type { Gltf } from './gltf.schema.js';

type Matrix = number[];
export type Point = [number, number, number];

const mostNodes = 200_000;
const identity: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** Column-major, as glTF writes them. */
function times(a: Matrix, b: Matrix): Matrix {
  const product = new Array<number>(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += a[k * 4 + row]! * b[column * 4 + k]!;
      product[column * 4 + row] = sum;
    }
  }
  return product;
}

function matrixOf(node: Gltf['nodes'][number]): Matrix {
  if (node.matrix) return node.matrix;
  const [x, y, z, w] = (node.rotation ?? [0, 0, 0, 1]) as [number, number, number, number];
  const [sx, sy, sz] = (node.scale ?? [1, 1, 1]) as Point;
  const [tx, ty, tz] = (node.translation ?? [0, 0, 0]) as Point;
  return [
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y + z * w) * sx,
    2 * (x * z - y * w) * sx,
    0,
    2 * (x * y - z * w) * sy,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z + x * w) * sy,
    0,
    2 * (x * z + y * w) * sz,
    2 * (y * z - x * w) * sz,
    (1 - 2 * (x * x + y * y)) * sz,
    0,
    tx,
    ty,
    tz,
    1,
  ];
}

/** Calls `visit` for each mesh where it stands in the scene; a graph that is no tree is refused. */
export function walk(gltf: Gltf, visit: (mesh: number, matrix: Matrix) => void): number {
  const scene = gltf.scenes[gltf.scene ?? 0];
  const roots = scene ? scene.nodes : gltf.nodes.map((_, index) => index);
  const stack = roots.map((node) => ({ node, parent: identity }));
  const seen = new Set<number>();
  while (stack.length > 0) {
    const { node: index, parent } = stack.pop()!;
    const node = gltf.nodes[index];
    if (!node) throw new Problem('file.broken', { reason: 'a node that is not there' });
    if (seen.has(index)) {
      // Without a scene every node was a root, and children come up again.
      if (!scene) continue;
      throw new Problem('file.broken', { reason: 'nodes in a circle' });
    }
    seen.add(index);
    if (seen.size > mostNodes) throw new Problem('file.too-large', { maxNodes: mostNodes });
    const matrix = times(parent, matrixOf(node));
    if (node.mesh !== undefined) visit(node.mesh, matrix);
    for (const child of node.children) stack.push({ node: child, parent: matrix });
  }
  return seen.size;
}

/**
 * Grows with the eight corners of each part; never smaller than the model, and exact where nothing is turned. Made of the
 * bounds that accessors have to state: no point is read, and @gltf-transform/core would first have all of them in memory.
 */
export class BoundingBox {
  readonly min: Point = [Infinity, Infinity, Infinity];
  readonly max: Point = [-Infinity, -Infinity, -Infinity];

  add(low: number[], high: number[], matrix: Matrix): void {
    for (let corner = 0; corner < 8; corner++) {
      const point = [0, 1, 2].map((axis) => ((corner >> axis) & 1 ? high[axis]! : low[axis]!));
      for (let axis = 0; axis < 3; axis++) {
        const value =
          matrix[axis]! * point[0]! +
          matrix[4 + axis]! * point[1]! +
          matrix[8 + axis]! * point[2]! +
          matrix[12 + axis]!;
        this.min[axis] = Math.min(this.min[axis]!, value);
        this.max[axis] = Math.max(this.max[axis]!, value);
      }
    }
  }

  get known(): boolean {
    return this.min.every(Number.isFinite) && this.max.every(Number.isFinite);
  }
}
