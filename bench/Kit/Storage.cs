namespace Reconvene.Bench.Kit;

/// <summary>Which database is measured.</summary>
internal enum Storage
{
    Sqlite,
    Postgres,
}
