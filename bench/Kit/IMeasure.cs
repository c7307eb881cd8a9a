namespace Reconvene.Bench.Kit;

/// <summary>One thing that is measured, and the figures that come of it.</summary>
internal interface IMeasure
{
    /// <summary>A word or two, to choose it by.</summary>
    string Name { get; }

    /// <summary>What is compared with what.</summary>
    string Says { get; }

    Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation);
}
