// esbuild copies the file and gives its address, relative to the script that asks.
declare module "*.wasm" {
  const file: string;
  export default file;
}
