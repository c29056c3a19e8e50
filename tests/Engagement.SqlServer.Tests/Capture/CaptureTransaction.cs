using System.Data;
using System.Data.Common;

namespace Engagement.SqlServer.Tests.Capture;

/// <summary>A transaction in which nothing can happen.</summary>
internal sealed class CaptureTransaction(CaptureConnection connection, IsolationLevel isolationLevel) : DbTransaction
{
    public override IsolationLevel IsolationLevel => isolationLevel;
    public override bool SupportsSavepoints => true;
    protected override DbConnection DbConnection => connection;

    public override void Commit() { }
    public override void Rollback() { }
    public override void Save(string savepointName) { }
    public override void Rollback(string savepointName) { }
    public override void Release(string savepointName) { }
}
