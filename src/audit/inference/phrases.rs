//! The English phrases that identify work of the never list, with their meanings.
//!
//! Takes nothing; gives tables. `[never]` in site.toml extends them. The meanings are execution, the four areas,
//! approving, reviewing, cadences and the four beliefs. No phrase means direction.

use crate::model::{Area, Cadence, KeptBecause};

/// The built-in lines of the never list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Line {
    RepetitiveExecution,
    DistributionDecision,
    ToolTinkering,
    DailyFace,
    FamiliarExcuse,
}

impl Line {
    pub(crate) const ALL: [Self; 5] = [
        Self::RepetitiveExecution,
        Self::DistributionDecision,
        Self::ToolTinkering,
        Self::DailyFace,
        Self::FamiliarExcuse,
    ];

    /// The name of its rule, and its key under `[never]`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::RepetitiveExecution => "repetitive-execution",
            Self::DistributionDecision => "distribution-decision",
            Self::ToolTinkering => "tool-tinkering",
            Self::DailyFace => "daily-face",
            Self::FamiliarExcuse => "familiar-excuse",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|line| line.name() == name)
    }

    /// The area of work that its phrases identify.
    pub(crate) fn area(self) -> Option<Area> {
        match self {
            Self::RepetitiveExecution => Some(Area::Content),
            Self::DistributionDecision => Some(Area::Distribution),
            Self::ToolTinkering => Some(Area::Tooling),
            Self::DailyFace => Some(Area::Visibility),
            Self::FamiliarExcuse => None,
        }
    }

    /// The built-in phrases, with words in their base form.
    #[expect(clippy::too_many_lines, reason = "a table")]
    pub(in crate::audit) fn phrases(self) -> &'static [&'static str] {
        match self {
            Self::RepetitiveExecution => &[
                "caption",
                "carousel",
                "thumbnail",
                "newsletter",
                "blog post",
                "blog article",
                "social post",
                "social media post",
                "write post",
                "post on linkedin",
                "post on instagram",
                "post to linkedin",
                "post to instagram",
                "draft post",
                "write article",
                "write copy",
                "ad copy",
                "email copy",
                "product description",
                "press release",
                "edit video",
                "cut video",
                "cut clip",
                "edit clip",
                "edit reel",
                "edit photo",
                "retouch photo",
                "resize image",
                "design post",
                "design graphic",
                "design banner",
                "infographic",
                "subtitle",
                "transcribe",
                "show notes",
                "record voiceover",
                "podcast editing",
                "case study write-up",
                "meeting minutes",
                "data entry",
                "copy and paste",
            ],
            Self::DistributionDecision => &[
                "posting time",
                "posting schedule",
                "posting slot",
                "posting calendar",
                "posting plan",
                "content calendar",
                "editorial calendar",
                "publishing calendar",
                "publishing schedule",
                "schedule post",
                "schedule the post",
                "queue post",
                "publish post",
                "cross-post",
                "repost",
                "hashtag",
                "boost post",
                "send time",
                "when to post",
                "where to post",
                "which channel",
                "choose channel",
                "pick channel",
                "ad placement",
            ],
            Self::ToolTinkering => &[
                "test tool",
                "try tool",
                "compare tool",
                "evaluate tool",
                "evaluate crm",
                "evaluate a new crm",
                "set up crm",
                "pick tool",
                "ai tool",
                "ai writer",
                "ai video editor",
                "video editor",
                "editing software",
                "editing suite",
                "scheduling tool",
                "analytics tool",
                "design tool",
                "email tool",
                "tool stack",
                "tool setting",
                "software trial",
                "prompt tuning",
                "tune prompt",
                "tweak prompt",
                "bid setting",
                "tweak bid",
                "crm field",
                "dashboard setup",
                "set up dashboard",
                "automation setting",
                "plugin setting",
                "template setting",
            ],
            Self::DailyFace => &[
                "to camera",
                "on camera",
                "in front of the camera",
                "talking head",
                "founder story",
                "founder video",
                "selfie video",
                "vlog",
                "go live",
                "live stream",
                "livestream",
                "instagram live",
                "story takeover",
                "face of the brand",
                "face of the channel",
            ],
            Self::FamiliarExcuse => &[],
        }
    }
}

/// Somebody says yes to each piece.
pub(in crate::audit) const APPROVING: &[&str] = &["approve", "sign off", "sign-off", "green-light"];

/// Somebody reads what is not finished.
pub(in crate::audit) const REVIEWING_DRAFTS: &[&str] = &[
    "proofread",
    "review draft",
    "review blog draft",
    "review post draft",
    "review article draft",
    "review the draft",
    "check draft",
    "correct draft",
    "sign off draft",
    "redline",
];

/// How often.
pub(in crate::audit) const CADENCES: &[(&str, Cadence)] = &[
    ("daily", Cadence::Daily),
    ("every day", Cadence::Daily),
    ("each day", Cadence::Daily),
    ("every weekday", Cadence::Daily),
    ("every working day", Cadence::Daily),
    ("every morning", Cadence::Daily),
    ("each morning", Cadence::Daily),
    ("every evening", Cadence::Daily),
    ("each evening", Cadence::Daily),
    ("weekly", Cadence::Weekly),
    ("every week", Cadence::Weekly),
    ("each week", Cadence::Weekly),
    ("every monday", Cadence::Weekly),
    ("every tuesday", Cadence::Weekly),
    ("every wednesday", Cadence::Weekly),
    ("every thursday", Cadence::Weekly),
    ("every friday", Cadence::Weekly),
    ("every saturday", Cadence::Weekly),
    ("every sunday", Cadence::Weekly),
    ("each monday", Cadence::Weekly),
    ("each tuesday", Cadence::Weekly),
    ("each wednesday", Cadence::Weekly),
    ("each thursday", Cadence::Weekly),
    ("each friday", Cadence::Weekly),
    ("once a week", Cadence::Weekly),
    ("twice a week", Cadence::Weekly),
    ("biweekly", Cadence::Biweekly),
    ("bi-weekly", Cadence::Biweekly),
    ("two-weekly", Cadence::Biweekly),
    ("every 2 weeks", Cadence::Biweekly),
    ("fortnightly", Cadence::Biweekly),
    ("every fortnight", Cadence::Biweekly),
    ("every two weeks", Cadence::Biweekly),
    ("every second week", Cadence::Biweekly),
    ("every other week", Cadence::Biweekly),
    ("monthly", Cadence::Monthly),
    ("once a month", Cadence::Monthly),
    ("every month", Cadence::Monthly),
    ("each month", Cadence::Monthly),
    ("quarterly", Cadence::Quarterly),
    ("once a quarter", Cadence::Quarterly),
    ("every quarter", Cadence::Quarterly),
    ("each quarter", Cadence::Quarterly),
];

/// The four beliefs, in phrases that people use.
pub(in crate::audit) const BELIEFS: &[(&str, KeptBecause)] = &[
    ("my voice", KeptBecause::Voice),
    ("my own voice", KeptBecause::Voice),
    ("my tone", KeptBecause::Voice),
    ("sound like me", KeptBecause::Voice),
    ("write like me", KeptBecause::Voice),
    ("only i can write", KeptBecause::Voice),
    ("only i can say", KeptBecause::Voice),
    ("faster if i do", KeptBecause::Faster),
    ("quicker if i do", KeptBecause::Faster),
    ("faster when i do", KeptBecause::Faster),
    ("quicker when i do", KeptBecause::Faster),
    ("faster to do it myself", KeptBecause::Faster),
    ("quicker to do it myself", KeptBecause::Faster),
    ("do it faster myself", KeptBecause::Faster),
    ("faster myself", KeptBecause::Faster),
    ("quicker myself", KeptBecause::Faster),
    ("longer to explain", KeptBecause::Faster),
    ("longer to brief", KeptBecause::Faster),
    ("i must stay visible", KeptBecause::Visible),
    ("i have to stay visible", KeptBecause::Visible),
    ("i need to stay visible", KeptBecause::Visible),
    ("i must be visible", KeptBecause::Visible),
    ("i have to be visible", KeptBecause::Visible),
    ("i must be seen", KeptBecause::Visible),
    ("i have to be seen", KeptBecause::Visible),
    ("i need to be seen", KeptBecause::Visible),
    ("people want to see me", KeptBecause::Visible),
    ("people expect to see me", KeptBecause::Visible),
    ("quality will drop", KeptBecause::Quality),
    ("quality would drop", KeptBecause::Quality),
    ("quality will suffer", KeptBecause::Quality),
    ("quality would suffer", KeptBecause::Quality),
    ("quality drops when", KeptBecause::Quality),
    ("up to my standard", KeptBecause::Quality),
    ("meets my standard", KeptBecause::Quality),
    ("nobody does it as well", KeptBecause::Quality),
    ("no one does it as well", KeptBecause::Quality),
    ("nobody does it right", KeptBecause::Quality),
];

/// The advice against a belief.
pub(crate) fn answer_to(belief: Option<KeptBecause>) -> &'static str {
    match belief {
        Some(KeptBecause::Voice) => {
            "write a voice guide with examples and limits, approve it, and let others write with it"
        }
        Some(KeptBecause::Faster) => "explain the work once; that costs fewer hours than doing it every time",
        Some(KeptBecause::Visible) => "keep the few occasions that need the leader, and let others appear on the rest",
        Some(KeptBecause::Quality) => "write down what good work is, and review outcomes instead of drafts",
        None => "write down what somebody else must know to do this well",
    }
}
