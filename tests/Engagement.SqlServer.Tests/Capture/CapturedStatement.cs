namespace Engagement.SqlServer.Tests.Capture;

/// <summary>One command text that SQL Server would have been sent.</summary>
/// <param name="Text">The batch as it would go over the wire; one or more statements.</param>
/// <param name="Parameters">In the order of the command; empty when the text has none.</param>
/// <param name="Origin">Where it came from, for the reader of a finding: "PostBatch.RunAsync", or the name of a kept statement.</param>
internal sealed record CapturedStatement(string Text, IReadOnlyList<CapturedParameter> Parameters, string Origin)
{
    /// <summary>
    /// Two statements with the same identity are one to the check, whoever sent them. Types are left out: a string's length
    /// often comes from its value, and nothing here looks at lengths.
    /// </summary>
    public string Identity => string.Join('\n', Parameters.Select(p => p.Name).Prepend(Text));
}

/// <summary>A parameter as a procedure would declare it.</summary>
/// <param name="Name">With its at sign: "@p0".</param>
/// <param name="SqlType">"bigint", "nvarchar(200)", "dbo.IdList READONLY".</param>
internal sealed record CapturedParameter(string Name, string SqlType);

/// <summary>Something that should have been captured and was not: it fails the check, or a gap would look like a pass.</summary>
/// <param name="Origin">Whose query or save it was.</param>
/// <param name="Message">What was thrown before any statement was sent.</param>
internal sealed record CaptureGap(string Origin, string Message);
