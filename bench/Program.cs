return await Reconvene.Bench.BenchCommand.RunAsync(args);
