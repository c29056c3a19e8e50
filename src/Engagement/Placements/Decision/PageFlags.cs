namespace Engagement.Placements.Decision;

/// <summary>What is not a name.</summary>
[Flags]
internal enum PageFlags : byte
{
    None = 0,
    ClosedThread = 1,
    ReportedThread = 2,
    Sensitive = 4,
}
