namespace Reconvene.Server.Platform.Data;

internal enum Engine
{
    Sqlite,
    Postgres,
}
