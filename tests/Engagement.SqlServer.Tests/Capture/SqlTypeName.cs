using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Engagement.SqlServer.Tests.Capture;

/// <summary>Spells a parameter's type as T-SQL declares it. EF's type mappings have set type, size, precision and scale.</summary>
internal static class SqlTypeName
{
    public static CapturedParameter Declare(SqlParameter parameter) =>
        new(parameter.ParameterName.StartsWith('@') ? parameter.ParameterName : "@" + parameter.ParameterName, Of(parameter));

    private static string Of(SqlParameter parameter) => parameter.SqlDbType switch
    {
        SqlDbType.Structured => $"{parameter.TypeName} READONLY",
        SqlDbType.NVarChar => Sized("nvarchar", parameter.Size, 4000),
        SqlDbType.VarChar => Sized("varchar", parameter.Size, 8000),
        SqlDbType.VarBinary => Sized("varbinary", parameter.Size, 8000),
        SqlDbType.NChar => $"nchar({Math.Max(parameter.Size, 1)})",
        SqlDbType.Char => $"char({Math.Max(parameter.Size, 1)})",
        SqlDbType.Binary => $"binary({Math.Max(parameter.Size, 1)})",
        SqlDbType.Decimal => parameter.Precision == 0 ? "decimal(38, 10)" : $"decimal({parameter.Precision}, {parameter.Scale})",
        SqlDbType.DateTime2 or SqlDbType.DateTimeOffset or SqlDbType.Time when parameter.Scale > 0 =>
            $"{Plain(parameter)}({parameter.Scale})",
        SqlDbType.Variant => "sql_variant",
        SqlDbType.Timestamp => "rowversion",
        SqlDbType.Udt => parameter.UdtTypeName,
        _ => Plain(parameter),
    };

    private static string Plain(SqlParameter parameter) => parameter.SqlDbType.ToString().ToLower(CultureInfo.InvariantCulture);

    // Size -1 is max; 0 is "not said and no value to take it from".
    private static string Sized(string name, int size, int limit) => size <= 0 || size > limit ? $"{name}(max)" : $"{name}({size})";
}
