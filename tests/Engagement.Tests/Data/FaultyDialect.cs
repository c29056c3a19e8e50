using Engagement.Data;

namespace Engagement.Tests.Data;

/// <summary>The fault of a row whose key is there already.</summary>
internal sealed class DuplicateException : System.Data.Common.DbException;

/// <summary>A dialect of which a queue only asks what a fault means.</summary>
internal sealed class FaultyDialect : SqlDialect
{
    public override string UtcNow => throw new NotSupportedException();
    public override string Milliseconds(string from, string to) => throw new NotSupportedException();
    public override string Take(string parameter) => throw new NotSupportedException();
    public override string LockRows(string table, IReadOnlyList<string> ids, bool shared) => throw new NotSupportedException();
    public override string Rows(string parameter, params (string Name, SqlType Type)[] columns) => throw new NotSupportedException();

    public override string InsertOrIgnore(string table, IReadOnlyList<string> columns, IReadOnlyList<string> values, IReadOnlyList<string> key, string rows) =>
        throw new NotSupportedException();

    public override bool IsTransient(Exception exception) => false;
    public override bool IsDuplicate(Exception exception) => exception is DuplicateException;
}
