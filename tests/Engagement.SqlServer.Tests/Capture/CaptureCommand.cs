using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace Engagement.SqlServer.Tests.Capture;

/// <summary>
/// A command that is written down when it is executed. Its parameters are real ones of SqlClient, since EF's type mappings
/// set SQL Server's type, size and precision on nothing else.
/// </summary>
internal sealed class CaptureCommand(CaptureConnection connection) : DbCommand
{
    // Only the parameter collection of this command is used; SqlClient has no other way to make one.
    private readonly SqlCommand _parameters = new();
    private string _text = "";

    public IEnumerable<SqlParameter> SqlParameters => _parameters.Parameters.Cast<SqlParameter>();

    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set => _text = value ?? "";
    }

    public override int CommandTimeout { get; set; } = 30;

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value is not CommandType.Text)
                throw new NotSupportedException("Procedures are called by an EXEC text, so that the check can read it.");
        }
    }

    public override bool DesignTimeVisible { get; set; }
    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set
        {
            if (value != connection)
                throw new NotSupportedException("A captured command stays on its connection.");
        }
    }

    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;
    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() { }
    public override void Prepare() { }

    public override int ExecuteNonQuery()
    {
        connection.Capture(this);
        return 1;
    }

    public override object ExecuteScalar()
    {
        connection.Capture(this);
        return 1;
    }

    protected override DbParameter CreateDbParameter() => new SqlParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        connection.Capture(this);
        return new CaptureReader();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _parameters.Dispose();
        base.Dispose(disposing);
    }
}
