using Reconvene.Testing;

namespace Reconvene.Tests.Kills;

public sealed class PostgresStepKillTests() : StepKillTests(TestEngine.Postgres);
