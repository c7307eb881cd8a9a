using System.Security.Cryptography;
using System.Text.Json;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Demo;

/// <summary>
/// What a later run of the demo needs to find the same world again. Holds the demo owner's password and key, so the file
/// is for its user alone.
/// </summary>
internal sealed record DemoState
{
    public const string FileName = "demo.json";

    /// <summary>The days of the simulated world are counted back from here.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required string OwnerEmail { get; init; }

    public required string OwnerPassword { get; init; }

    /// <summary>Taken again when it is free; otherwise another one.</summary>
    public int? SimulatorPort { get; init; }

    public string? ApiKey { get; init; }

    public long? SourceId { get; init; }

    /// <summary>The meeting was held once: later runs put it into the world without telling about it.</summary>
    public bool HasHeldMeeting { get; init; }

    public static async Task<DemoState> LoadAsync(string folder, TimeProvider time, CancellationToken cancellation)
    {
        DataFolder.Make(folder);
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return new DemoState
            {
                // Whole seconds: what is written in Zoom's answers has no smaller part.
                StartedAt = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()),
                OwnerEmail = "owner@demo.example",
                OwnerPassword = RandomNumberGenerator.GetHexString(24, lowercase: true),
            };
        }

        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<DemoState>(file, cancellationToken: cancellation)
                ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new CommandFailedException($"{path} is not readable: remove the folder {folder} to begin the demo anew.");
        }
    }

    public async Task SaveAsync(string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileName);
        await using (var file = new FileStream(path + ".new", DataFolder.OwnFile(FileMode.Create)))
        {
            await JsonSerializer.SerializeAsync(file, this, cancellationToken: cancellation);
            await file.FlushAsync(cancellation);
        }

        File.Move(path + ".new", path, overwrite: true);
    }

    public override string ToString() => "***";
}
