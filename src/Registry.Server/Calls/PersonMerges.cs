using Google.Protobuf;
using Registry.Domain.History;
using Registry.Domain.Merging;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Joins or parts two records. Each is looked at first, with a line of its own, and each gets its own event in a transaction of its own, so
/// that the database does not tell who is who. The record that is not kept comes first; a repeated request goes on where a crash left it.
/// </summary>
internal sealed class PersonMerges(Acts acts, Looks looks, Disclosure disclosure)
{
    public async Task<TResponse> Do<TResponse>(Call call, MergeAct<TResponse> act)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var classes = call.Method.Classes.Select(one => (DomainClass)one).ToHashSet();
        SubjectState kept, other;
        long otherNow;
        using (var look = await looks.At(call, act.Command.Kept, classes))
            kept = look.State;
        call.OnTheWay();
        using (var look = await looks.At(call, act.Command.Other, classes))
            (other, otherNow) = (look.State, look.Record.Head(act.Command.Other, StreamTypes.Person).Told);
        call.OnTheWay();

        var fields = disclosure.Split(act.Grounds, act.Path).ToList();
        long otherVersion = act.OtherVersion;

        async Task Other()
        {
            var made = await acts.DoPart(call, new Act<MergePersonsResponse>
            {
                Subject = act.Command.Other,
                StreamType = StreamTypes.Person,
                Expected = act.OtherVersion,
                IsDone = state => SamePerson.IsMerged(state, act.Command.Kept) == act.Joins,
                Decide = state => act.Decide(kept, state, act.Command.Other),
                Answer = written => new MergePersonsResponse { Version = written.Version },
            });
            otherVersion = made.Version;
        }

        return await acts.Do(call, act.Request, act.RequestId, new Act<TResponse>
        {
            Subject = act.Command.Kept,
            StreamType = StreamTypes.Person,
            Expected = act.Version,
            OtherMoved = otherNow != act.OtherVersion && !SamePerson.IsHalfDone(kept, other, act.Joins),
            Decide = state => act.Decide(state, other, act.Command.Kept),
            Before = _ => Other(),
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Answer = written => act.Answer(written.Version, otherVersion),
        });
    }
}

/// <summary>What joining and parting have in common. Prints nothing.</summary>
internal sealed class MergeAct<TResponse>
{
    public required IMessage Request { get; init; }

    public required string RequestId { get; init; }

    public required MergeRecords Command { get; init; }

    public required long Version { get; init; }

    public required long OtherVersion { get; init; }

    /// <summary>Of its own kind, with the grounds alone.</summary>
    public required IMessage Grounds { get; init; }

    /// <summary>Where the grounds lie among a person's fields.</summary>
    public required string Path { get; init; }

    public required bool Joins { get; init; }

    /// <summary>The law's decision over the kept record, the other one, and whose stream it is for.</summary>
    public required Func<SubjectState, SubjectState, Guid, Decided> Decide { get; init; }

    public required Func<long, long, TResponse> Answer { get; init; }

    public override string ToString() => nameof(MergeAct<TResponse>);
}
