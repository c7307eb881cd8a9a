using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Health;

/// <summary>When the server calls itself unwell. Section <c>Health</c>.</summary>
internal sealed class HealthOptions
{
    /// <summary>Bytes that must stay free on the data folder's disk. 512 MiB by default.</summary>
    [Range(0, long.MaxValue)]
    public long DiskReserveBytes { get; set; } = 512L * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class HealthOptionsValidator : IValidateOptions<HealthOptions>;
