using System.Collections;
using System.Data.Common;

namespace Engagement.SqlServer.Tests.Capture;

/// <summary>
/// One row, in which every column has the default of whatever type it is asked for, and then nothing: a second result set
/// would make SaveChanges read for ever. One row, so that queries that run per row (split queries) are sent as well.
/// </summary>
internal sealed class CaptureReader : DbDataReader
{
    private bool _read;
    private bool _closed;

    public override int Depth => 0;
    public override int FieldCount => 256;
    public override bool HasRows => true;
    public override bool IsClosed => _closed;
    public override int RecordsAffected => 1;
    public override object this[int ordinal] => GetValue(ordinal);
    public override object this[string name] => GetValue(0);

    public override bool Read() => !_read && (_read = true);
    public override bool NextResult() => false;
    public override void Close() => _closed = true;

    public override bool IsDBNull(int ordinal) => false;
    public override object GetValue(int ordinal) => 1;
    public override int GetValues(object[] values) => 0;
    public override bool GetBoolean(int ordinal) => false;
    public override byte GetByte(int ordinal) => 0;
    public override char GetChar(int ordinal) => 'a';
    public override DateTime GetDateTime(int ordinal) => DateTime.UnixEpoch;
    public override decimal GetDecimal(int ordinal) => 0;
    public override double GetDouble(int ordinal) => 0;
    public override float GetFloat(int ordinal) => 0;
    public override Guid GetGuid(int ordinal) => Guid.Empty;
    public override short GetInt16(int ordinal) => 0;
    public override int GetInt32(int ordinal) => 0;
    public override long GetInt64(int ordinal) => 0;

    // Also an empty document, for the columns that hold JSON.
    public override string GetString(int ordinal) => "{}";

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;
    public override T GetFieldValue<T>(int ordinal) => typeof(T) == typeof(byte[]) ? (T)(object)Array.Empty<byte>() : default!;

    public override string GetName(int ordinal) => $"column{ordinal}";
    public override int GetOrdinal(string name) => 0;
    public override string GetDataTypeName(int ordinal) => "int";
    public override Type GetFieldType(int ordinal) => typeof(object);
    public override IEnumerator GetEnumerator() => new DbEnumerator(this);
}
