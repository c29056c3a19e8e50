namespace Engagement.SqlServer.Tests;

/// <summary>Who saw it.</summary>
internal enum Instrument
{
    /// <summary>Nobody: the statement was never captured.</summary>
    Capture,

    /// <summary>The migrations do not lead to the model that statements were bound to.</summary>
    Migrations,

    /// <summary>The grammar of SQL Server 2022.</summary>
    Parser,

    /// <summary>Names resolved against the schema.</summary>
    Binder,

    /// <summary>Our own rules for what the binder lets through.</summary>
    Lint,
}

/// <summary>One thing that SQL Server would refuse, or that we do not want to send it.</summary>
/// <param name="Statement">The whole text; empty for a gap in the capture.</param>
internal sealed record Finding(Instrument Instrument, string Origin, string Message, string Statement)
{
    public override string ToString() => $"{Origin} ({Instrument}): {Message}\n{Statement}";
}
