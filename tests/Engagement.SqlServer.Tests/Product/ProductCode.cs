using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Engagement.SqlServer.Tests.Product;

/// <summary>A call in compiled code, async methods and lambdas included.</summary>
/// <param name="Caller">Where the call stands.</param>
/// <param name="Callee">What is called, as it was declared.</param>
/// <param name="Token">Of the method whose code has the call, in <paramref name="Assembly"/>.</param>
/// <param name="Statement">The range of IL offsets, end exclusive, of the statement that the call is part of.</param>
internal sealed record CodeCall(string Assembly, TypeReference Caller, MethodReference Callee, int Token, (int Start, int End) Statement, string Place);

/// <summary>What the product's assemblies call; read from the files beside this one.</summary>
internal static class ProductCode
{
    /// <summary>Those of the engines, which spell SQL of their own, are not among them.</summary>
    public static IReadOnlyList<string> Assemblies { get; } = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Engagement*.dll")
        .Select(f => Path.GetFileNameWithoutExtension(f))
        .Where(n => !n.StartsWith("Engagement.Data.", StringComparison.Ordinal) && !n.EndsWith(".Tests", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <param name="assembly">Its name, with its symbols beside it.</param>
    public static IReadOnlyList<CodeCall> Calls(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(
            Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), new ReaderParameters { ReadSymbols = true });
        return [.. module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => Calls(assembly, m))];
    }

    /// <summary>"PostBatch.WriteAsync", for the types that the compiler made as well.</summary>
    public static TypeReference Written(TypeReference type) => type is { DeclaringType: { } outer } && type.Name.Contains('<') ? Written(outer) : type;

    private static IEnumerable<CodeCall> Calls(string assembly, MethodDefinition method)
    {
        var points = method.DebugInformation.SequencePoints.OrderBy(p => p.Offset).ToList();
        foreach (var instruction in method.Body.Instructions)
        {
            if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt) || instruction.Operand is not MethodReference callee)
                continue;
            var from = points.FindLastIndex(p => p.Offset <= instruction.Offset);
            var (start, line) = from < 0 ? (0, 0) : (points[from].Offset, points[from].StartLine);
            var end = from + 1 < points.Count ? points[from + 1].Offset : method.Body.CodeSize;
            var caller = Written(method.DeclaringType);
            var file = from < 0 ? caller.Name : Path.GetFileName(points[from].Document.Url);
            yield return new CodeCall(
                assembly, caller, callee.Resolved(), method.MetadataToken.ToInt32(), (start, end), $"{file}({line}): {callee.Name}");
        }
    }

    private static MethodReference Resolved(this MethodReference callee) => callee is GenericInstanceMethod generic ? generic.ElementMethod : callee;
}
