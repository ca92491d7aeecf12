using System.Collections.Frozen;
using Registry.Contracts.Access;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.Store.Log;

namespace Registry.Server.Records;

/// <summary>
/// Methods so grave that their line must be known outside this house before anything is opened or done: the call waits until a quorum of witnesses
/// has cosigned a checkpoint over it. Whatever was decided waits alike, so the wait tells nothing.
/// </summary>
internal sealed class WitnessedLines(ServerOptions options, LogWitnesses witnesses)
{
    /// <summary>Longest wait; a receipt lives twice as long. A shorter deadline of the call ends it earlier.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly FrozenSet<string> methods = options.WitnessedMethods.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Methods that wait.</summary>
    public int Count => methods.Count;

    /// <summary>What stands in the way of these methods, in the operator's words; empty when there is nothing.</summary>
    public static IReadOnlyList<string> Problems(ServerOptions options, AccessRules rules, bool hasQuorum)
    {
        var known = rules.Methods.Values.Select(method => method.Name).ToHashSet(StringComparer.Ordinal);
        var problems = options.WitnessedMethods.Where(name => !known.Contains(name))
            .Select(name => $"WitnessedMethods: {name} is no method of the contract; names are as IdentityService/GetIdentity").ToList();
        if (options.WitnessedMethods.Count > 0 && !hasQuorum)
            problems.Add("WitnessedMethods needs witnesses: the log's policy must have a quorum, and witnesses with addresses");
        return problems;
    }

    /// <summary>Returns when the line is witnessed, or at once for a method that does not ask for it.</summary>
    /// <exception cref="NotWitnessedException">No quorum in time: nothing may be opened or done.</exception>
    public Task Of(Call call, LineResult result) => !methods.Contains(call.Method.Name) ? Task.CompletedTask : result switch
    {
        LineResult.Granted granted => Cover(call, granted.Position),
        LineResult.Noted noted => Cover(call, noted.Position),
        _ => Task.CompletedTask,
    };

    private Task Cover(Call call, LinePosition line) => witnesses.Cover(line.LeafIndex + 1, Longest, call.Cancel);
}
