using Reconvene;
using Reconvene.Output;

using var signals = new StopSignals();
return await CommandLine.RunAsync(args, Terminal.OfProcess(), signals.Stopping);
