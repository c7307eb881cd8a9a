namespace Reconvene.Testing;

/// <summary>The engine a test runs on.</summary>
public enum TestEngine
{
    Sqlite,
    Postgres,
}
