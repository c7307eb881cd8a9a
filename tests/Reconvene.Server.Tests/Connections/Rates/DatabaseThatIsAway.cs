using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>A database whose server nobody answers for.</summary>
internal sealed class DatabaseThatIsAway : IAsyncDisposable
{
    public Database Database { get; } = new(
        new(Engine.Postgres, "Host=127.0.0.1;Port=1;Username=nobody;Database=nothing;Timeout=2"));

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
