"""The treatments of the twenty families are recognised under the names that lists give them."""

import pytest

from kb.vocabulary.medicine_entries import read_entry
from kb.vocabulary.medicine_models import Medicine
from kb.vocabulary.medicines_loader import load_medicines

# names that the lists carry for the treatments of each family, as the notes on the twenty families spell them
NEEDED = {
    "vih": "tenofovir disoproxil, lamivudine, emtricitabine, dolutegravir, efavirenz, abacavir, zidovudine, lopinavir, ritonavir, "
    "atazanavir, darunavir, raltegravir, sulfamethoxazole, trimethoprim, fluconazole, isoniazid",
    "hepatites_cirrhose": "tenofovir disoproxil, entecavir, sofosbuvir, daclatasvir, ledipasvir, velpatasvir, ribavirin, propranolol, "
    "spironolactone, lactulose, albumin",
    "tuberculose": "rifampicin, isoniazid, pyrazinamide, ethambutol, levofloxacin, moxifloxacin, linezolid, clofazimine, bedaquiline, "
    "delamanid, cycloserine, rifapentine",
    "autres_infections": "praziquantel, albendazole, ivermectin, benznidazole, dapsone, amphotericin B, benzathine benzylpenicillin",
    "psychoses_bipolaire": "haloperidol, chlorpromazine, risperidone, olanzapine, quetiapine, aripiprazole, clozapine, fluphenazine, "
    "paliperidone, haloperidol decanoate, lithium, valproate, carbamazepine, biperiden",
    "psychotrauma_depression": "fluoxetine, sertraline, amitriptyline, mirtazapine, prazosin, hydroxyzine, diazepam",
    "addictions": "methadone, buprenorphine, naloxone, naltrexone, acamprosate, nicotine replacement therapy",
    "cancers_solides": "tamoxifen, anastrozole, trastuzumab, doxorubicin, paclitaxel, docetaxel, cisplatin, carboplatin, oxaliplatin, "
    "fluorouracil, capecitabine, bicalutamide, leuprorelin, pembrolizumab, ondansetron, filgrastim, morphine",
    "hemopathies_malignes": "imatinib, dasatinib, nilotinib, rituximab, bortezomib, hydroxycarbamide, methotrexate, cytarabine, "
    "vincristine, tretinoin",
    "drepanocytose_hematologie": "hydroxycarbamide, folic acid, phenoxymethylpenicillin, deferoxamine, deferasirox, factor VIII, "
    "factor IX, desmopressin, tranexamic acid, morphine",
    "diabete": "insulin, short acting; intermediate-acting insulin; insulin, long acting; metformin; gliclazide; glibenclamide; "
    "empagliflozin; liraglutide; glucagon",
    "endocrino_metabolique": "levothyroxine, hydrocortisone, fludrocortisone, desmopressin, carbimazole, propylthiouracil, cabergoline, "
    "growth hormone, imiglucerase, nitisinone",
    "cardiovasculaire": "amlodipine, enalapril, losartan, bisoprolol, carvedilol, furosemide, spironolactone, aspirin, clopidogrel, "
    "atorvastatin, warfarin, enoxaparin, amiodarone, streptokinase, alteplase, dabigatran, benzathine benzylpenicillin",
    "insuffisance_renale": "erythropoietin, iron sucrose, calcium carbonate, vitamin D, sevelamer, heparin, hepatitis B vaccine, "
    "peritoneal dialysis solution",
    "greffes": "tacrolimus, ciclosporin, mycophenolate, azathioprine, prednisolone, valganciclovir, co-trimoxazole",
    "neurologie": "valproate, carbamazepine, phenobarbital, phenytoin, levetiracetam, lamotrigine, levodopa, pyridostigmine, "
    "interferon beta, cladribine, natalizumab, rituximab, baclofen",
    "pneumologie": "salbutamol, beclometasone, budesonide, formoterol, ipratropium, tiotropium, prednisolone, oxygen, dornase alfa, "
    "ivacaftor, sildenafil, bosentan",
    "auto_immunes": "methotrexate, hydroxychloroquine, sulfasalazine, azathioprine, cyclophosphamide, adalimumab, etanercept, "
    "infliximab, tocilizumab, colchicine, mesalazine, prednisone, prednisolone",
    "ophtalmologie_orl": "timolol, latanoprost, acetazolamide, pilocarpine, bevacizumab",
    "malformations_handicap": "botulinum toxin, caffeine citrate, baclofen, silver sulfadiazine",
}  # fmt: skip


@pytest.mark.parametrize("family", NEEDED)
def test_what_a_family_needs_is_recognised_and_belongs_to_it(family: str) -> None:
    names = [name.strip() for name in NEEDED[family].split(";" if ";" in NEEDED[family] else ",")]
    medicines: dict[str, Medicine | None] = {}
    for name in names:
        key = read_entry(name).medicine
        medicines[name] = load_medicines()[key] if key else None
    assert [name for name, medicine in medicines.items() if medicine is None] == []
    assert [name for name, one in medicines.items() if one and not _serves(one, family)] == []


def _serves(medicine: Medicine, family: str) -> bool:
    """A substance may serve a family in combinations alone, and a heading by what it stands for."""
    around = [
        one for one in load_medicines().values() if medicine.key in one.combination_of or one.key in medicine.any_of
    ]
    return any(family in one.families for one in (medicine, *around))
