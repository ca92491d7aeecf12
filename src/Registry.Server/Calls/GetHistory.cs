using System.Buffers.Binary;
using Google.Protobuf.WellKnownTypes;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Domain.Relatives;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using RelativeAdded = Registry.Domain.Victims.RelativeAdded;

namespace Registry.Server.Calls;

/// <summary>
/// A person's record as of any second, folded from her streams again. Today's need to know decides what is shown of it; every event is checked
/// against the chain before anything of it counts.
/// </summary>
internal sealed class GetHistory(Looks looks, Disclosure disclosure, PastRecords past, PageTokens pages, LawTables law)
{
    private static readonly PageSize Sizes = new(Usual: 50, Most: 200);

    private static readonly IReadOnlySet<DomainClass> Facts = new HashSet<DomainClass> { DomainClass.Facts };

    private static readonly Dictionary<string, DomainClass> Parts = new(StringComparer.Ordinal)
    {
        ["status"] = DomainClass.Status,
        ["verification"] = DomainClass.Verification,
        ["relatives"] = DomainClass.Relatives,
        ["places"] = DomainClass.CurrentPlace,
        ["measures"] = DomainClass.ProtectionDecision,
        ["support"] = DomainClass.Support,
        ["identity"] = DomainClass.CoreIdentity,
        ["documents"] = DomainClass.IdentityNumbers,
    };

    public async Task<GetHistoryResponse> Answer(GetHistoryRequest request, Call call)
    {
        var mask = request.Fields.Paths.ToHashSet(StringComparer.Ordinal);
        var fields = disclosure.Asked(Person.Descriptor, mask);
        if (mask.Any(path => !Parts.ContainsKey(path) && Person.Descriptor.FindFieldByName(path) is null))
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("fields", Expected.PersonFieldsOr(Parts.Keys)));
        var size = Sizes.Of(request.PageSize);
        var place = pages.Of(call, request.PersonId, string.Join(',', mask.Order(StringComparer.Ordinal)));
        var (moment, from) = WhereToGoOn(request, call, place.Bytes(request.PageToken));

        var person = Wire.Id(request.PersonId);
        var parts = mask.Where(Parts.ContainsKey).Select(part => Parts[part]).ToHashSet();
        var asked = fields.Select(disclosure.ClassOf).Concat(parts).ToHashSet();
        if (asked.Contains(DomainClass.ProtectionDecision))
            asked.Add(DomainClass.ProtectionExistence);
        // Who acted last says where she is.
        if (parts.Count > 0)
            asked.Add(DomainClass.CurrentPlace);
        using var look = await looks.ToAct(call, person, asked, Facts);

        var entries = await past.Of(look, moment, call.Cancel);
        var then = Happened.Last(entries, person);
        var answer = new GetHistoryResponse { Person = new Person(), AsOf = Timestamp.FromDateTimeOffset(moment) };
        foreach (var field in fields)
            look.Merge(answer.Person, field.Name, then);
        if (parts.Contains(DomainClass.Status) && look.Permits(DomainClass.Status) && then.State.Person is { } state)
            answer.Status = GetIdentity.StatusOf(state, call, law);

        var shown = entries.Where(entry => HistoryRules.ClassOf(entry.Event) is { } one && parts.Contains(one) && look.Permits(one) && Concerns(look, call, entry.Event)).ToList();
        answer.Entries.AddRange(shown.Skip((int)from).Take(size).Select(entry => EntryOf(look, call, entry, fields)));
        if (shown.Count > from + size)
            answer.NextPageToken = place.Seal(TokenOf(moment, from + size));
        return answer;
    }

    /// <summary>Moment and first entry: of a further page those of its token, whose moment a caller may name again but not change.</summary>
    private static (DateTimeOffset Moment, long From) WhereToGoOn(GetHistoryRequest request, Call call, byte[]? token)
    {
        var asked = Wire.Moment(request.AsOf, "as_of", call);
        if (token is null)
            return (asked, 0);
        var moment = new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(token), TimeSpan.Zero);
        return request.AsOf is null || asked == moment
            ? (moment, BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(sizeof(long))))
            : throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("page_token", Expected.SameQuestion));
    }

    private static byte[] TokenOf(DateTimeOffset moment, long position)
    {
        var token = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(token, moment.UtcTicks);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(sizeof(long)), position);
        return token;
    }

    /// <summary>
    /// That there is another record is told to those that had to do with both, that it was parted to who did so, and whom the house that cares for her added to who may see the
    /// link: nobody else need know of it.
    /// </summary>
    private bool Concerns(Look look, Call call, DomainEvent happened) => happened switch
    {
        RelativeAdded added => IsTold(look, call, added.Relative),
        RelativeLinkCorrected corrected => IsTold(look, call, corrected.Relative),
        PersonMerged merged => merged.KnownTo.Any(agency => law.Agencies.StandsFor(call.Caller.Agency, agency, call.Today)),
        PersonUnmerged parted => law.Agencies.StandsFor(call.Caller.Agency, parted.By, call.Today),
        _ => true,
    };

    private bool IsTold(Look look, Call call, Guid relative) =>
        look.State.Person?.Relatives.FirstOrDefault(link => link.Relative == relative) is not { } link
        || Relative.IsTold(law, look.State, link, call.Caller.Agency, call.Today);

    private HistoryEntry EntryOf(Look look, Call call, Happened entry, IReadOnlyList<Google.Protobuf.Reflection.FieldDescriptor> fields)
    {
        var answer = new HistoryEntry
        {
            Kind = entry.Stored.Alias,
            RecordedAt = Timestamp.FromDateTimeOffset(entry.Stored.RecordedAt),
            OccurredOn = Wire.Date(entry.Event.OccurredOn),
            Agency = look.AgencyShown(law, call, HistoryRules.ByOf(entry.Event)),
        };
        foreach (var field in fields)
        {
            if (entry.After.Slots.GetValueOrDefault(field.Name)?.EventId == entry.Stored.Id)
                look.Merge(answer.Set ??= new Person(), field.Name, entry.After);
        }

        return answer;
    }
}
