using Engagement.SqlServer.Tests.Capture;

namespace Engagement.SqlServer.Tests.Proof;

/// <summary>A statement kept to prove the check, against the sample model.</summary>
/// <param name="Name">What is wrong with it (or right), in a few words; unique.</param>
/// <param name="Text">May use @id bigint, @json nvarchar(max) and @ids, a table of ids.</param>
internal sealed record Kept(string Name, string Text)
{
    public CapturedStatement Statement => new(Text, Text.Contains("@ids", StringComparison.Ordinal) ? [.. Scalars, Ids] : Scalars, Name);

    private static readonly CapturedParameter[] Scalars = [new("@id", "bigint"), new("@json", "nvarchar(max)")];

    private static readonly CapturedParameter Ids = new("@ids", "dbo.IdList READONLY");
}
