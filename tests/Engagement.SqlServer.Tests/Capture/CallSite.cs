using System.Diagnostics;
using System.Reflection;

namespace Engagement.SqlServer.Tests.Capture;

/// <summary>Names the code that is asking for a statement right now.</summary>
internal static class CallSite
{
    private static readonly string[] NotAsking =
    [
        "Microsoft.", "System.", typeof(CallSite).Namespace!, "Engagement.SqlServer.Tests.Shadow", typeof(Product.ProductShadow).FullName!,
        typeof(Data.SqlStatements).FullName!, typeof(Data.SqlDialect).FullName!, $"{typeof(Data.WriteTransaction).FullName}+",
    ];

    /// <summary>"PostBatch.RunAsync": the nearest method on the stack that is neither the framework's nor the capture's.</summary>
    public static string Find()
    {
        var asking = new StackTrace().GetFrames().Select(f => f.GetMethod()).FirstOrDefault(Asks);
        return asking is null ? "unknown" : Name(asking);
    }

    private static bool Asks(MethodBase? method) =>
        method?.DeclaringType?.FullName is { } name && !NotAsking.Any(n => name.StartsWith(n, StringComparison.Ordinal));

    // Async methods and lambdas run in nested types: "PostBatch+<RunAsync>d__4.MoveNext" is PostBatch.RunAsync.
    private static string Name(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = Written(method.Name);
        for (; type is { DeclaringType: not null } && type.Name.StartsWith('<'); type = type.DeclaringType)
            name = Written(type.Name) is { Length: > 0 } written ? written : name;
        return $"{type?.Name}.{name}";
    }

    private static string Written(string name) => name.StartsWith('<') ? name[1..name.IndexOf('>', StringComparison.Ordinal)] : name;
}
