using System.Data;
using Engagement.SqlServer.Tests.Capture;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Engagement.SqlServer.Tests.Proof;

public sealed class CaptureTests
{
    private readonly StatementLog _log = new();

    [Fact]
    public async Task Plain_commands_in_a_transaction_are_written_down()
    {
        await using var connection = new CaptureConnection(_log, "a test");
        await using var db = CheckedModels.Sample.Create(connection);
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await transaction.CreateSavepointAsync("s", TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT [Id] FROM [Articles] WHERE [Id] = @id";
        command.Parameters.Add(new SqlParameter("id", 5L));
        await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("SAVE TRANSACTION [s];", _log.Statements.Select(s => s.Text));
        var statement = Assert.Single(_log.Statements, s => s.Parameters.Count > 0);
        Assert.Equal((command.CommandText, "a test"), (statement.Text, statement.Origin));
        Assert.Equal([new CapturedParameter("@id", "bigint")], statement.Parameters);
    }

    [Fact]
    public void Types_are_spelt_as_T_SQL_declares_them()
    {
        SqlParameter[] parameters =
        [
            new("@n", SqlDbType.NVarChar, 200), new("@m", SqlDbType.NVarChar, -1), new("@b", SqlDbType.VarBinary, 9000),
            new("@d", SqlDbType.Decimal) { Precision = 18, Scale = 4 }, new("@t", SqlDbType.DateTime2) { Scale = 3 },
            new("@i", SqlDbType.Structured) { TypeName = "dbo.IdList" }, new("@u", SqlDbType.UniqueIdentifier),
        ];
        _log.Record("SELECT 1", parameters, "types");
        Assert.Equal(
            ["nvarchar(200)", "nvarchar(max)", "varbinary(max)", "decimal(18, 4)", "datetime2(3)", "dbo.IdList READONLY", "uniqueidentifier"],
            Assert.Single(_log.Statements).Parameters.Select(p => p.SqlType));
    }
}
