using System.Reflection;
using Xunit.Sdk;

namespace Reconvene.Testing;

/// <summary>Runs a theory once on SQLite and once on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EnginesAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[TestEngine.Sqlite], [TestEngine.Postgres]];
}
