using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Engagement.SqlServer.Tests.Capture;

/// <summary>
/// A connection that goes nowhere and writes down what it is sent: opening does nothing, transactions are empty, a reader
/// gives one row of default values. EF's SQL Server provider takes it for the real thing. One for each context, as a real one.
/// </summary>
/// <remarks>Interceptors on a real SqlConnection will not do: SqlCommand takes no transaction but its own.</remarks>
internal sealed class CaptureConnection(StatementLog log, string origin) : DbConnection
{
    private ConnectionState _state;
    private string _connectionString = "Server=capture;Database=Capture";

    /// <summary>How many commands this connection has been sent.</summary>
    public int Captured { get; private set; }

    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set => _connectionString = value ?? "";
    }

    public override string Database => "Capture";
    public override string DataSource => "capture";
    public override string ServerVersion => "16.00.0000";
    public override ConnectionState State => _state;

    public override void Open() => _state = ConnectionState.Open;

    public override void Close() => _state = ConnectionState.Closed;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("There is one database.");

    /// <summary>Called by commands as they are executed.</summary>
    public void Capture(CaptureCommand command)
    {
        Captured++;
        log.Record(command.CommandText, command.SqlParameters, origin);
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new CaptureTransaction(this, isolationLevel);

    protected override DbCommand CreateDbCommand() => new CaptureCommand(this);
}
