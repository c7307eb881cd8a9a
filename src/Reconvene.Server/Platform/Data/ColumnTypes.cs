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
        SqlMapper.AddTypeHandler(typeof(DateTimeOffset), new MomentHandler());

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

    // Not Dapper's own base class: it cannot give back the null of an aggregate over no rows.
    private sealed class MomentHandler : SqlMapper.ITypeHandler
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value is DateTimeOffset moment ? moment.ToUnixTimeMilliseconds() : DBNull.Value;
        }

        public object? Parse(Type destinationType, object value) => value is DBNull
            ? null
            : DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }

    private sealed class RowIdHandler<T> : SqlMapper.ITypeHandler
        where T : struct, IRowId<T>
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value is T id ? id.Value : DBNull.Value;
        }

        public object? Parse(Type destinationType, object value) =>
            value is DBNull ? null : T.Of(Convert.ToInt64(value, CultureInfo.InvariantCulture));
    }
}
