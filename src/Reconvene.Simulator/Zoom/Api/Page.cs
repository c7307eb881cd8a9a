namespace Reconvene.Simulator.Zoom.Api;

internal sealed record Page<T>(IReadOnlyList<T> Items, int Size, int Count, int Total, string NextToken, int Number);
