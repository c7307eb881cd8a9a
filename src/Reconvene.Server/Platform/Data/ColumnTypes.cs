using System.Data;
using System.Globalization;
using Dapper;

namespace Reconvene.Server.Platform.Data;

/// <summary>How our types stand in columns, told to Dapper once: moments as UTC milliseconds, row ids as their number.</summary>
internal static class ColumnTypes
{
    private static readonly Lazy<bool> Registered = new(RegisterAll);

    public static void Register() => _ = Registered.Value;

    private static bool RegisterAll()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new MomentHandler());

        foreach (var id in typeof(ColumnTypes).Assembly.GetTypes().Where(IsRowId))
        {
            var handler = (SqlMapper.ITypeHandler)Activator.CreateInstance(typeof(RowIdHandler<>).MakeGenericType(id))!;
            SqlMapper.AddTypeHandler(id, handler);
        }

        return true;
    }

    private static bool IsRowId(Type type) =>
        type.IsValueType && !type.IsGenericType
        && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRowId<>));

    private sealed class MomentHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }

        public override DateTimeOffset Parse(object value) =>
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    private sealed class RowIdHandler<T> : SqlMapper.TypeHandler<T>
        where T : struct, IRowId<T>
    {
        public override void SetValue(IDbDataParameter parameter, T value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.Value;
        }

        public override T Parse(object value) => T.Of(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }
}
