/** Colours a row of the palette texture has. */
export const PALETTE_WIDTH = 256;

const VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in float x;
layout(location = 1) in float y;
layout(location = 2) in uint code;
layout(location = 3) in uint year;
layout(location = 4) in uint tier;
uniform vec2 middle;
uniform vec2 scale;
uniform sampler2D palette;
uniform uint rest;
uniform uvec2 years;
uniform uint drawnTier;
uniform float size;
uniform float alpha;
uniform float fade;
uniform vec3 neutral;
flat out vec4 color;
void main() {
  uint place = min(code, rest);
  vec4 swatch = texelFetch(palette, ivec2(int(place & 255u), int(place >> 8u)), 0);
  if (tier != drawnTier || swatch.a < 0.5 || year < years.x || year > years.y) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    gl_PointSize = 1.0;
    return;
  }
  gl_Position = vec4((vec2(x, y) - middle) * scale, 0.0, 1.0);
  gl_PointSize = size + 1.0;
  color = vec4(mix(swatch.rgb, neutral, fade), alpha);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
flat in vec4 color;
uniform float size;
uniform float rim;
uniform vec3 paper;
out vec4 pixel;
void main() {
  float fromMiddle = length(gl_PointCoord - 0.5) * (size + 1.0);
  float cover = clamp(0.5 * size + 0.5 - fromMiddle, 0.0, 1.0) * color.a;
  float core = clamp(0.5 * size - rim + 0.5 - fromMiddle, 0.0, 1.0);
  pixel = vec4(mix(paper, color.rgb, rim > 0.0 ? core : 1.0) * cover, cover);
}`;

export const UNIFORMS = [
  "middle",
  "scale",
  "palette",
  "rest",
  "years",
  "drawnTier",
  "size",
  "alpha",
  "fade",
  "neutral",
  "rim",
  "paper",
] as const;

export type Uniforms = Readonly<Record<(typeof UNIFORMS)[number], WebGLUniformLocation | null>>;

/** The program that draws points, with its uniforms; undefined where the browser cannot compile it. */
export function pointProgram(
  gl: WebGL2RenderingContext,
): { readonly program: WebGLProgram; readonly uniforms: Uniforms } | undefined {
  const program = gl.createProgram();
  attach(gl, program, gl.VERTEX_SHADER, VERTEX);
  attach(gl, program, gl.FRAGMENT_SHADER, FRAGMENT);
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) return undefined;
  const entries = UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)] as const);
  return { program, uniforms: Object.fromEntries(entries) as Uniforms };
}

function attach(gl: WebGL2RenderingContext, program: WebGLProgram, type: number, source: string): void {
  const shader = gl.createShader(type);
  if (shader === null) return;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  gl.attachShader(program, shader);
  gl.deleteShader(shader);
}
