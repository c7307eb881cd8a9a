using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

public sealed class SqliteStepKillTests() : StepKillTests(TestEngine.Sqlite);
