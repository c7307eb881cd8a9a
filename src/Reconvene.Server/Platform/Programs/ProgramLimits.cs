namespace Reconvene.Server.Platform.Programs;

/// <summary>What an outside program may use before it is ended.</summary>
/// <param name="Time">From its start.</param>
/// <param name="Cpu">Of the processor, over all its threads.</param>
/// <param name="MemoryBytes">Of address space.</param>
/// <param name="OutputBytes">Of its standard output, and of any one file that it writes.</param>
internal sealed record ProgramLimits(TimeSpan Time, TimeSpan Cpu, long MemoryBytes, long OutputBytes)
{
    /// <summary>The operator named this very program, and allowed it the network. Never for what is read by default.</summary>
    public bool MayUseNetwork { get; init; }

    /// <summary>Of memory that it can write to, for each of its processes; null for no limit but that of addresses.</summary>
    public long? DataBytes { get; init; }

    /// <summary>Files and connections that each of its processes may have open.</summary>
    public int OpenFiles { get; init; } = 64;
}
