namespace Engagement.Server.Telemetry;

/// <summary>Who may read <c>/metrics</c>; section <c>Metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>
    /// True: whoever reaches the port. Default false: only this machine, and nobody through a proxy. Opened, keep it off
    /// the Internet by the proxy in front.
    /// </summary>
    public bool Public { get; set; }
}
